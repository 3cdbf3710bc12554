/** How cytoscape shows a diagram. It is moved by {@link movePicture}, not by cytoscape, which would draw it anew for every frame. */
export const VIEWPORT = { userPanningEnabled: false, userZoomingEnabled: false, maxZoom: 1.6, minZoom: 0.05, autoungrabify: true, boxSelectionEnabled: false } as const;
