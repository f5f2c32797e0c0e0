/** Where a picture lies in its frame, and how large. All in CSS pixels; pure. */

export type Pair = readonly [x: number, y: number];

export interface Camera {
  /** Of the picture's upper left corner, seen from the frame's. */
  readonly at: Pair;
  /** Pixels of the frame for one of the picture. */
  readonly scale: number;
}

/** Beyond this letters are as large as a hand. */
const CLOSEST = 4;

/** The largest scale at which all of it is seen; few notes are not blown up. */
function wholeScale(frame: Pair, picture: Pair): number {
  return Math.min(frame[0] / picture[0], frame[1] / picture[1], 1);
}

/** All of it, in the middle. */
export function whole(frame: Pair, picture: Pair): Camera {
  return limited({ at: [0, 0], scale: 0 }, frame, picture);
}

export function isWhole(camera: Camera, frame: Pair, picture: Pair): boolean {
  return camera.scale <= wholeScale(frame, picture) * 1.001;
}

/** Never out of sight: what is smaller than the frame is in its middle, what is larger covers it. */
export function limited({ at, scale }: Camera, frame: Pair, picture: Pair): Camera {
  const least = wholeScale(frame, picture);
  const size = Math.min(Math.max(scale, least), Math.max(CLOSEST, least));
  const place = (side: 0 | 1): number => {
    const spare = frame[side] - picture[side] * size;
    return spare >= 0 ? spare / 2 : Math.min(0, Math.max(spare, at[side]));
  };
  return { at: [place(0), place(1)], scale: size };
}

export function moved({ at: [x, y], scale }: Camera, [dx, dy]: Pair, frame: Pair, picture: Pair): Camera {
  return limited({ at: [x + dx, y + dy], scale }, frame, picture);
}

/** So many times larger; what is at `about`, a place in the frame, stays there. */
export function zoomed(camera: Camera, times: number, about: Pair, frame: Pair, picture: Pair): Camera {
  const { scale } = limited({ ...camera, scale: camera.scale * times }, frame, picture);
  const place = (side: 0 | 1): number => about[side] - ((about[side] - camera.at[side]) / camera.scale) * scale;
  return limited({ at: [place(0), place(1)], scale }, frame, picture);
}
