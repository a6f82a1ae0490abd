/** Frame, CPU and GPU, as frame charts draw them: told apart by width and dash as well as by colour. */
export const FRAME_SERIES = [
  { colour: 'text', width: 1.5 },
  { colour: 'cpu', width: 1 },
  { colour: 'gpu', width: 1, dash: [4, 3] },
] as const;
