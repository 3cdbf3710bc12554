/**
 * How cytoscape moves a diagram: while a gesture lasts it moves a picture of it, drawn once, and draws it anew when the
 * gesture ends. Without a graphics processor that is what keeps a few hundred elements within a frame's time.
 */
export const VIEWPORT = { textureOnViewport: true, hideEdgesOnViewport: false, motionBlur: false, maxZoom: 1.6, minZoom: 0.05, autoungrabify: true, boxSelectionEnabled: false } as const;
