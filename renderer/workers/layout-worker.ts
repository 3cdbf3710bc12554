import { layoutMap } from '#shared/graph/layout.ts';

import { componentsOf, type LayoutAnswer, type LayoutQuestion } from './layout-messages.ts';

/** Lays the port out beside the window's thread: one question, one answer. */
self.addEventListener('message', ({ data }: MessageEvent<LayoutQuestion>) => {
  const answer: LayoutAnswer = { layout: layoutMap(data.needs, data.ranks, componentsOf(data.components), { aspect: data.aspect }) };
  self.postMessage(answer);
});
