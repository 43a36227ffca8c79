import { ImageData, createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';

type Rgba = {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
  /** Quarters by which it is to be turned, clockwise. */
  turns?: number;
};

/** A canvas with these pixels, four bytes each. */
export function canvasOf({ width, height, data, turns = 0 }: Rgba): Canvas {
  const canvas = createCanvas(width, height);
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
  canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
  if (turns === 0) return canvas;
  const turned = turns === 2 ? createCanvas(width, height) : createCanvas(height, width);
  const context = turned.getContext('2d');
  context.translate(turned.width / 2, turned.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(canvas, -width / 2, -height / 2);
  return turned;
}
