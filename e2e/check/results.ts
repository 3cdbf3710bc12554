import { z } from 'zod';

/** What a runner said of its tests. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

const vitestReport = z.object({
  testResults: z.array(z.object({ name: z.string(), assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) })),
});

interface Suite {
  readonly title: string;
  readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string; readonly annotations?: readonly { readonly description?: string | undefined }[] | undefined }[] }[] | undefined;
  readonly suites?: readonly Suite[] | undefined;
}

const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    title: z.string(),
    specs: z
      .array(
        z.object({
          title: z.string(),
          tests: z.array(z.object({ status: z.string(), annotations: z.array(z.object({ description: z.string().optional() })).optional() })),
        }),
      )
      .optional(),
    suites: z.array(suite).optional(),
  }),
);

const playwrightReport = z.object({ suites: z.array(suite) });

/** Reads vitest's JSON report; throws where it is none. */
export function vitestOutcome(json: unknown): Outcome {
  const tests = vitestReport.parse(json).testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (status: string): number => tests.filter((each) => each.status === status).length;
  const skipped = tests.filter(({ status }) => !['passed', 'failed'].includes(status)).map(({ fullName }) => fullName);
  return { passed: count('passed'), failed: count('failed'), skipped };
}

/** Reads Playwright's JSON report; throws where it is none. A skipped story names its reason. */
export function playwrightOutcome(json: unknown): Outcome {
  let passed = 0;
  let failed = 0;
  const skipped: string[] = [];
  const visit = (each: Suite): void => {
    for (const spec of each.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'skipped') skipped.push([spec.title, ...(test.annotations ?? []).flatMap(({ description }) => description ?? [])].join(': '));
        else if (test.status === 'expected' || test.status === 'flaky') passed += 1;
        else failed += 1;
      }
    }
    each.suites?.forEach(visit);
  };
  playwrightReport.parse(json).suites.forEach(visit);
  return { passed, failed, skipped };
}
