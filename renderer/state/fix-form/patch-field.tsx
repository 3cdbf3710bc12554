import { useState, type ClipboardEvent, type ReactNode } from 'react';

import type { AddedPatch } from '#shared/contract/schemas/port-fix.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';
import { Button } from '#renderer/ui/button.tsx';
import { plural } from '#renderer/ui/format.ts';

import { openClient } from '../connection.ts';

type Patch = AddedPatch['change'];

/** The most that is read of a file: a patch that is longer is refused by the core anyhow. */
const MOST_BYTES = 1_000_000;

/** A patch from a file or the clipboard: the core reads it and says what it changes, or why it is none. */
export function PatchField({ source, patch, problem, onChange }: { readonly source: string; readonly patch: Patch | null; readonly problem: string | undefined; readonly onChange: (patch: Patch | null) => void }): ReactNode {
  const [given, setGiven] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [facts, setFacts] = useState<AddedPatch | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const take = async (name: string, text: string, strip: number): Promise<void> => {
    setGiven({ name, text });
    setBusy(true);
    try {
      const added = await openClient().call('package.addPatch', { source, name, text, strip });
      setFacts(added);
      setRefusal(null);
      onChange(added.change);
    } catch (thrown) {
      setFacts(null);
      setRefusal(problemOf(thrown).message);
      onChange(null);
    } finally {
      setBusy(false);
    }
  };
  const takeFile = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > MOST_BYTES) setRefusal(`${file.name} is larger than a megabyte: that is no patch to keep beside a project.`);
    else await take(file.name, await file.text(), patch?.strip ?? 1);
  };
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const text = event.clipboardData.getData('text/plain');
    if (text === '') return;
    event.preventDefault();
    void take(subjectOf(text) ?? 'pasted', text, patch?.strip ?? 1);
  };
  return (
    <div className="patch-field">
      <div className="fix-row">
        <label className="button file-button">
          Choose a file…
          <input type="file" className="visually-hidden" accept=".patch,.diff,text/x-diff,text/x-patch" aria-label="Patch file" onChange={(event) => void takeFile(event.target.files?.[0])} />
        </label>
        <label className="field strip-field">
          <span>Strip (-p)</span>
          <input
            className="input"
            inputMode="numeric"
            value={patch?.strip ?? 1}
            disabled={patch === null}
            onChange={(event) => {
              const strip = Number(event.target.value);
              if (patch === null || !Number.isInteger(strip) || strip < 0 || strip > 9) return;
              if (given === null) onChange({ ...patch, strip });
              else void take(given.name, given.text, strip);
            }}
          />
        </label>
      </div>
      <textarea className="input mono" rows={2} aria-label="Or paste a patch" placeholder="… or paste it here: git format-patch, diff -u" value="" onChange={() => undefined} onPaste={paste} />
      {busy ? <p className="faint">Reading it…</p> : null}
      {refusal === null ? null : (
        <p className="fix-problem" role="alert">
          {refusal}
        </p>
      )}
      {patch === null ? (
        refusal === null && problem !== undefined ? <p className="fix-problem">{problem}</p> : null
      ) : (
        <p className="soft">
          <code className="mono">{patch.file}</code>
          {facts === null ? null : ` changes ${plural(facts.files.length, 'file')} in ${plural(facts.hunks, 'hunk')} (+${facts.added} −${facts.removed})`}
        </p>
      )}
      {given === null || patch === null ? null : (
        <Button kind="quiet" onClick={() => { setGiven(null); setFacts(null); onChange(null); }}>
          Take another
        </Button>
      )}
    </div>
  );
}

/** `Subject: [PATCH 1/2] Read words in order` → `Read words in order`. */
function subjectOf(text: string): string | null {
  return /^Subject: (?:\[[^\]\n]{0,40}\] ?)?(.{1,80})$/m.exec(text.slice(0, 5000))?.[1]?.trim() ?? null;
}
