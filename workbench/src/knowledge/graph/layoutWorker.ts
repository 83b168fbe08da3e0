import { place, type Task } from './layouts';

/** Lays pictures out beside the page, so that it never stands still. */
self.onmessage = ({ data }: MessageEvent<{ number: number; task: Task }>) => {
  const places = place(data.task);
  self.postMessage({ number: data.number, places }, { transfer: [places.buffer] });
};
