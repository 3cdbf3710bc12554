import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import { PACKAGE_STATES } from '#shared/vocabulary/package-state.ts';
import { onSignal } from '#renderer/state/commands/signals.ts';
import { useCommand } from '#renderer/state/commands/use-command.ts';
import { useForesight } from '#renderer/state/foresight.ts';
import { go, usePlace } from '#renderer/state/location.ts';
import { usePort } from '#renderer/state/port.ts';
import { sayWhatIsPorted, type PortModel } from '#renderer/state/port-model.ts';
import { useDetail } from '#renderer/state/stores.ts';
import { useTheme } from '#renderer/state/theme.ts';
import { useTime } from '#renderer/state/time.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { Icon, type IconName } from '#renderer/ui/icons.tsx';
import { paletteOf } from '#renderer/ui/palette.ts';
import { useSize } from '#renderer/ui/use-size.ts';

import { sayInstant, TimeBar } from '../time/time-bar.tsx';
import { BlockCard } from './block-card.tsx';
import { ForesightPanel } from './foresight-panel.tsx';
import { HoverCard, type Hovered } from './hover-card.tsx';
import { litOf } from './lit.ts';
import { Minimap } from './minimap.tsx';
import { Painter } from './painter.ts';
import { nextPackage } from './place-map.ts';
import { relationOf } from './relation.ts';
import { sceneOf } from './scene.ts';
import { useGestures } from './use-gestures.ts';
import { usePlacedMap } from './use-placed-map.ts';
import { fitMap, revealOnMap, setMapStage, useMapView, zoomMap } from './view-store.ts';

const ARROWS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** From the selected package to the roots of what holds it up, as sources of the map. */
function useRootPaths(model: PortModel | null, select: string | null): readonly (readonly number[])[] {
  const detail = useDetail((state) => (state.source === select ? state.detail : null));
  return useMemo(() => {
    if (model === null || detail === null) return [];
    return detail.blockerPaths.slice(0, 3).map((path) => path.flatMap(({ source }) => model.indexOf.get(source) ?? []));
  }, [model, detail]);
}

/** A command as a button among the map's tools. */
function MapTool({ id, icon }: { readonly id: string; readonly icon: IconName }): ReactNode {
  const { command, disabledReason, keyWords, run } = useCommand(id);
  return (
    <IconButton label={command.title} tip={keyWords === null ? command.title : `${command.title} (${keyWords})`} disabledReason={disabledReason} onClick={run}>
      <Icon name={icon} />
    </IconButton>
  );
}

/** The counts by state of what is shown, now or then: `in-repo:12 failed:1`. */
function shownCounts({ states }: PortModel): string {
  const counts = new Map<number, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([state, count]) => `${PACKAGE_STATES[state] ?? ''}:${count}`).join(' ');
}

/** The whole port on one canvas. */
export function MapView({ model, mask }: { readonly model: PortModel; readonly mask: Uint8Array | null }): ReactNode {
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<Painter | null>(null);
  const view = useSize(stage);
  const placed = usePlacedMap(model, view);
  const shade = useTheme((state) => state.shade);
  const palette = useMemo(() => paletteOf(shade), [shade]);
  const { version, summary } = usePort();
  const select = usePlace((place) => place.select);
  const selected = select === null ? -1 : (model.indexOf.get(select) ?? -1);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const { open: timeOpen, at } = useTime();
  const past = at !== null;
  const paths = useRootPaths(past ? null : model, select);
  const ahead = useForesight((state) => state.shown);
  const lit = useMemo(() => (past ? null : litOf(ahead, model)), [past, ahead, model]);
  // `version` stands for the columns' contents, which are written in place.
  const relation = useMemo(() => (selected < 0 || version < 0 ? null : relationOf(model, selected)), [model, selected, version]);
  const scene = useMemo(
    () => (placed === null || version < 0 ? null : sceneOf({ model, placed, mask, selected, relation, paths, lit, past, hovered: hovered?.source ?? -1 })),
    [model, placed, mask, selected, relation, paths, lit, past, hovered?.source, version],
  );

  useEffect(() => {
    if (canvas.current === null) return;
    const made = new Painter(canvas.current);
    painter.current = made;
    const stop = useMapView.subscribe((state, before) => {
      if (state.camera !== before.camera) made.look(state.camera);
    });
    return () => {
      stop();
      made.dispose();
      painter.current = null;
    };
  }, []);
  useEffect(() => {
    setMapStage({ view });
    painter.current?.resize(view);
  }, [view]);
  useEffect(() => {
    if (placed !== null) setMapStage({ placed });
    painter.current?.look(useMapView.getState().camera);
  }, [placed]);
  useEffect(() => {
    if (scene === null) painter.current?.lay(palette);
    else painter.current?.show(scene, palette);
  }, [scene, palette]);
  useEffect(() => {
    if (placed !== null && view.width > 0) revealOnMap(selected);
  }, [selected, placed, view]);
  useEffect(() => {
    const stops = [onSignal('fit', fitMap), onSignal('zoom-in', () => zoomMap(1.4)), onSignal('zoom-out', () => zoomMap(1 / 1.4))];
    return () => stops.forEach((stop) => stop());
  }, []);

  const pick = useCallback((source: number) => go({ select: source < 0 ? null : (model.names[source] ?? null) }), [model]);
  const hover = useCallback((source: number, block: number, x: number, y: number) => setHovered((before) => (source < 0 && block < 0 ? null : before?.source === source && before.block === block ? before : { source, block, x, y })), []);
  const picked = scene?.picked === true;
  useGestures(stage, picked, pick, hover);

  const key = (event: KeyboardEvent): void => {
    const direction = ARROWS[event.key];
    if (direction === undefined || placed === null) return;
    event.preventDefault();
    const next = selected < 0 ? 0 : nextPackage(placed, selected, direction);
    const name = model.names[next];
    if (name !== undefined) go({ select: name }, { remember: false });
  };
  const words = summary === null ? '' : sayWhatIsPorted(summary);

  return (
    <div className="map" data-time={timeOpen || undefined} data-past={past || undefined} data-ahead={lit !== null || undefined}>
      <div
        ref={stage}
        className="map-stage"
        role="application"
        aria-label="Map of the port"
        aria-describedby="map-words"
        tabIndex={0}
        data-hovering={hovered !== null || undefined}
        data-testid="map"
        data-packages={model.names.length}
        data-counts={summary === null ? undefined : Object.entries(summary.counts).filter(([, count]) => count > 0).map(([state, count]) => `${state}:${count}`).join(' ')}
        data-ready={placed !== null}
        data-selected={select ?? undefined}
        data-at={at ?? undefined}
        data-shown={timeOpen ? shownCounts(model) : undefined}
        onKeyDown={key}
      >
        <canvas ref={canvas} className="map-canvas" aria-hidden="true" />
        {hovered === null || hovered.source < 0 ? null : <HoverCard model={model} hovered={hovered} view={view} past={past} />}
        {hovered === null || hovered.source >= 0 || scene === null ? null : <BlockCard scene={scene} block={hovered.block} x={hovered.x} y={hovered.y} view={view} />}
      </div>
      {at === null ? null : <p className="map-past">As of {sayInstant(at)}</p>}
      <p id="map-words" className="visually-hidden">
        {words}. Arrow keys move the selection from package to package. The table view has the same packages as text.
      </p>
      <div className="map-axis faint" aria-hidden="true">
        <span>built first</span>
        <span className="map-axis-line" />
        <span>built last</span>
      </div>
      <div className="map-tools" role="group" aria-label="View of the map">
        <IconButton label="Zoom in" onClick={() => zoomMap(1.4)}>
          <Icon name="plus" />
        </IconButton>
        <IconButton label="Zoom out" onClick={() => zoomMap(1 / 1.4)}>
          <Icon name="minus" />
        </IconButton>
        <IconButton label="Fit the chart into the window" onClick={fitMap}>
          <Icon name="fit" />
        </IconButton>
        <span className="map-tools-line" />
        <MapTool id="critical-path" icon="path" />
        <MapTool id="time" icon="time" />
      </div>
      {past ? null : <ForesightPanel model={model} />}
      {timeOpen ? <TimeBar model={model} palette={palette} /> : null}
      {scene === null ? null : <Minimap scene={scene} palette={palette} />}
    </div>
  );
}
