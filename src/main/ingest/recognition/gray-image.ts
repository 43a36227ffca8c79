/** A picture in shades of grey, row by row: 0 is black, 255 is white. */
export type GrayImage = { width: number; height: number; pixels: Uint8Array };

const WHITE = 255;

/** Turns four bytes a pixel (red, green, blue, opacity) into shades, on white paper. */
export function grayFrom(colours: Uint8Array | Uint8ClampedArray, width: number, height: number): GrayImage {
  const pixels = new Uint8Array(width * height);
  for (let index = 0; index < pixels.length; index += 1) {
    const at = index * 4;
    // ITU-R BT.601, in 256ths.
    const shade = ((colours[at] ?? 0) * 77 + (colours[at + 1] ?? 0) * 150 + (colours[at + 2] ?? 0) * 29) >> 8;
    const opacity = colours[at + 3] ?? WHITE;
    pixels[index] = opacity === WHITE ? shade : WHITE + Math.round(((shade - WHITE) * opacity) / WHITE);
  }
  return { width, height, pixels };
}

/** The mean of the pixels that fall on each new one; for pictures that become smaller. */
function shrunk(image: GrayImage, width: number, height: number): GrayImage {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const top = Math.floor((y * image.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * image.height) / height));
    for (let x = 0; x < width; x += 1) {
      const left = Math.floor((x * image.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * image.width) / width));
      let sum = 0;
      for (let row = top; row < bottom; row += 1) {
        const start = row * image.width;
        for (let column = left; column < right; column += 1) sum += image.pixels[start + column] ?? WHITE;
      }
      pixels[y * width + x] = Math.round(sum / ((bottom - top) * (right - left)));
    }
  }
  return { width, height, pixels };
}

/** The shade between pixels, white outside. */
function shadeAt({ width, height, pixels }: GrayImage, x: number, y: number): number {
  if (x <= -1 || y <= -1 || x >= width || y >= height) return WHITE;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = Math.min(left + 1, width - 1);
  const below = Math.min(top + 1, height - 1);
  const upper = Math.max(top, 0) * width;
  const lower = below * width;
  const from = Math.max(left, 0);
  const dx = x - left;
  const dy = y - top;
  const above = (pixels[upper + from] ?? WHITE) * (1 - dx) + (pixels[upper + right] ?? WHITE) * dx;
  const under = (pixels[lower + from] ?? WHITE) * (1 - dx) + (pixels[lower + right] ?? WHITE) * dx;
  return above * (1 - dy) + under * dy;
}

/** The same picture in another size. */
export function resized(image: GrayImage, width: number, height: number): GrayImage {
  if (width === image.width && height === image.height) return image;
  if (width < image.width) return shrunk(image, width, height);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const fromY = ((y + 0.5) * image.height) / height - 0.5;
    for (let x = 0; x < width; x += 1)
      pixels[y * width + x] = Math.round(shadeAt(image, ((x + 0.5) * image.width) / width - 0.5, fromY));
  }
  return { width, height, pixels };
}

/** A picture whose longer side has at most, and at least, so many pixels. */
export function scaledTo(image: GrayImage, { least, most }: { least: number; most: number }): GrayImage {
  const longest = Math.max(image.width, image.height);
  const wanted = Math.min(most, Math.max(least, longest));
  const scale = wanted / longest;
  return resized(
    image,
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  );
}

/** @param turns quarter turns, clockwise */
export function turned(image: GrayImage, turns: number): GrayImage {
  const { width, height, pixels } = image;
  if (turns === 0) return image;
  const result = new Uint8Array(pixels.length);
  const [wide, high] = turns === 2 ? [width, height] : [height, width];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const shade = pixels[y * width + x] ?? WHITE;
      if (turns === 1) result[x * wide + (height - 1 - y)] = shade;
      else if (turns === 2) result[(height - 1 - y) * wide + (width - 1 - x)] = shade;
      else result[(width - 1 - x) * wide + y] = shade;
    }
  }
  return { width: wide, height: high, pixels: result };
}

/** The size of the frame that holds a picture which is turned. */
export function frameOf(
  image: { width: number; height: number },
  degrees: number,
): { width: number; height: number } {
  const sine = Math.abs(Math.sin((degrees * Math.PI) / 180));
  const cosine = Math.abs(Math.cos((degrees * Math.PI) / 180));
  return {
    width: Math.ceil(image.width * cosine + image.height * sine),
    height: Math.ceil(image.width * sine + image.height * cosine),
  };
}

/** Turns a picture about its middle, in a larger frame of white. @param degrees clockwise */
export function rotated(image: GrayImage, degrees: number): GrayImage {
  if (degrees === 0) return image;
  const { width, height } = frameOf(image, degrees);
  const pixels = new Uint8Array(width * height);
  const sine = Math.sin((degrees * Math.PI) / 180);
  const cosine = Math.cos((degrees * Math.PI) / 180);
  const middleX = (image.width - 1) / 2;
  const middleY = (image.height - 1) / 2;
  for (let y = 0; y < height; y += 1) {
    const dy = y - (height - 1) / 2;
    for (let x = 0; x < width; x += 1) {
      const dx = x - (width - 1) / 2;
      pixels[y * width + x] = Math.round(
        shadeAt(image, middleX + dx * cosine + dy * sine, middleY - dx * sine + dy * cosine),
      );
    }
  }
  return { width, height, pixels };
}

/** Some rows of a picture. */
export function rowsOf(image: GrayImage, top: number, bottom: number): GrayImage {
  return {
    width: image.width,
    height: bottom - top,
    pixels: image.pixels.subarray(top * image.width, bottom * image.width),
  };
}
