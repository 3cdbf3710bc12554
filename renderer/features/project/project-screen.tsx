import type { ReactNode } from 'react';

import type { ProjectDescription, SourceRow } from '#shared/contract/schemas/project.ts';
import { sayFound } from '#shared/port/source-words.ts';
import { CommandButton } from '#renderer/state/command-button.tsx';
import { useProject, useTasks } from '#renderer/state/stores.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { plural } from '#renderer/ui/format.ts';
import { TaskProgress } from '#renderer/ui/task-progress.tsx';

import { NoarchImport } from './noarch-import.tsx';
import { FollowingPass } from './following-pass.tsx';

function Problems({ problems, file }: Pick<ProjectDescription, 'problems' | 'file'>): ReactNode {
  if (problems.length === 0) return null;
  const lines = file.split('\n');
  return (
    <section className="project-part" aria-label="Problems of portolan.yaml">
      <h2>{plural(problems.length, 'problem')} in portolan.yaml</h2>
      <ul className="project-problems">
        {problems.map(({ line, problem }) => (
          <li key={`${line} ${problem.message}`}>
            <strong>line {line}</strong>
            <div>
              <p>{problem.message}</p>
              {lines[line - 1] === undefined ? null : <code className="mono soft">{lines[line - 1]}</code>}
              {problem.detail === undefined ? null : <p className="faint">{problem.detail}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Part({ title, empty, children }: { readonly title: string; readonly empty: string | null; readonly children: ReactNode }): ReactNode {
  return (
    <section className="project-part">
      <h2>{title}</h2>
      {empty === null ? children : <p className="faint">{empty}</p>}
    </section>
  );
}

/** Problems that are shown at once; the command line tells them all. */
const PROBLEMS_SHOWN = 20;

/** One place that sources come from, and what was found there. */
function SourceItem({ source: { kind, location, found, problems } }: { readonly source: SourceRow }): ReactNode {
  return (
    <li>
      <span className="soft">{kind}</span>
      <div>
        <code className="mono">{location}</code>
        <p className="faint">{sayFound(found, problems.length)}</p>
        {problems.slice(0, PROBLEMS_SHOWN).map(({ message, detail }) => (
          <p key={message} className="project-source-problem" title={detail}>
            {message}
          </p>
        ))}
        {problems.length > PROBLEMS_SHOWN ? <p className="faint">and {problems.length - PROBLEMS_SHOWN} more; portolan sources tells them all.</p> : null}
      </div>
    </li>
  );
}

const TASK_LOOKS = {
  done: { glyph: '✓', like: 'succeeded' },
  failed: { glyph: '✕', like: 'failed' },
  cancelled: { glyph: '–', like: 'cancelled' },
} as const;

/** What the project file says, and what is wrong with it. */
export function ProjectScreen(): ReactNode {
  const project = useProject((state) => state.project);
  const tasks = useTasks((state) => state.tasks);
  if (project === null) {
    return (
      <EmptyState icon="project" title="Reading the project…">
        Its sources, foreign bases and passes stand here, and what is wrong with portolan.yaml, line by line.
      </EmptyState>
    );
  }
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{project.name}</h1>
        <span className="soft">for {project.target}</span>
        <code className="mono faint truncate">{project.directory}</code>
        <span className="spacer" />
        <CommandButton id="ingest" kind={project.nextStep === 'ingest' ? 'primary' : 'plain'} />
      </header>
      <div className="project">
        <div className="project-parts">
          <Problems problems={project.problems} file={project.file} />
          <Part title="Sources" empty={project.sources.length > 0 ? null : 'None yet. Name a repository, a folder of spec files or of dist-git trees under “sources” in portolan.yaml, then ingest.'}>
            <ul className="project-rows">
              {project.sources.map((source) => (
                <SourceItem key={`${source.kind} ${source.location}`} source={source} />
              ))}
            </ul>
          </Part>
          <Part title="Foreign bases" empty={project.foreignBases.length > 0 ? null : 'None: everything must come from the port itself.'}>
            <ul className="project-rows">
              {project.foreignBases.map((base) => (
                <li key={base.name}>
                  <span className="soft">{base.kind}</span>
                  <span>{base.name}</span>
                </li>
              ))}
            </ul>
          </Part>
          <Part title="Passes" empty={project.passes.length > 0 ? null : 'None yet.'}>
            <ol className="project-rows">
              {project.passes.map((pass, index) => (
                <li key={index} aria-current={index + 1 === project.currentPass ? 'step' : undefined}>
                  <span className="soft">pass {index + 1}</span>
                  <span>
                    {pass.mode}, {pass.mode === 'frozen' ? 'nothing blocks' : pass.provider === 'wait' ? 'waits for what is planned' : 'uses the base for what is planned'}
                    {pass.profile === undefined || pass.profile === '' ? null : `; ${pass.profile}`}
                    {pass.stages?.map((stage) => <span key={stage} className="project-stage">{stage}</span>)}
                    {index + 1 === project.currentPass ? <strong> · now</strong> : null}
                  </span>
                </li>
              ))}
            </ol>
            <NoarchImport />
            <FollowingPass />
          </Part>
          {tasks.length === 0 ? null : (
            <Part title="Work of the core" empty={null}>
              <ul className="project-tasks">
                {tasks.map((task) => (
                  <li key={task.id}>
                    {task.state === 'running' ? (
                      <TaskProgress task={task} />
                    ) : (
                      <p className="project-task" data-attempt={TASK_LOOKS[task.state].like}>
                        <span className="glyph" aria-hidden="true">
                          {TASK_LOOKS[task.state].glyph}
                        </span>
                        <span>{task.title}</span>
                        <span className="soft">{task.state}</span>
                      </p>
                    )}
                    {task.problem === null ? null : <p className="project-task-problem">{task.problem.message}</p>}
                  </li>
                ))}
              </ul>
            </Part>
          )}
        </div>
        <section className="project-file" aria-label="portolan.yaml">
          <h2>portolan.yaml</h2>
          <pre className="mono" tabIndex={0}>
            {project.file.split('\n').map((line, index) => (
              <span key={index} data-problem={project.problems.some((problem) => problem.line === index + 1) || undefined}>
                <i aria-hidden="true">{index + 1}</i>
                {line}
                {'\n'}
              </span>
            ))}
          </pre>
        </section>
      </div>
    </div>
  );
}
