import { describe, expect, test } from "vitest";
import { isWhole, limited, moved, whole, zoomed, type Camera, type Pair } from "../../src/public/camera";

const FRAME: Pair = [400, 300];
const PICTURE: Pair = [2000, 1000];

/** Which place of the picture is at a place of the frame. */
const under = ({ at, scale }: Camera, place: Pair): readonly number[] => [0, 1].map((side) => (place[side as 0 | 1] - at[side as 0 | 1]) / scale);

describe("the picture in its frame", () => {
  test("wb177 all of it is seen, in the middle; a small one is not blown up", () => {
    expect(whole(FRAME, PICTURE)).toEqual({ at: [0, 50], scale: 0.2 });
    expect(whole(FRAME, [100, 100])).toEqual({ at: [150, 100], scale: 1 });
  });

  test("wb177 what is under the pointer stays there when it comes closer", () => {
    const near = zoomed(whole(FRAME, PICTURE), 6, [120, 140], FRAME, PICTURE);
    expect(near.scale).toBeCloseTo(1.2);
    const was = under(whole(FRAME, PICTURE), [120, 140]);
    under(near, [120, 140]).forEach((place, side) => expect(place).toBeCloseTo(was[side]!));
  });

  test("wb177 it never leaves its frame, however far it is moved or enlarged", () => {
    let camera = zoomed(whole(FRAME, PICTURE), 5, [200, 150], FRAME, PICTURE);
    for (const by of [[1e6, 1e6], [-1e6, -1e6], [3e5, -9e9]] as const) {
      camera = moved(camera, by, FRAME, PICTURE);
      for (const side of [0, 1] as const) {
        expect(camera.at[side]).toBeLessThanOrEqual(0);
        expect(camera.at[side] + PICTURE[side] * camera.scale).toBeGreaterThanOrEqual(FRAME[side]);
      }
    }
    for (let n = 0; n < 100; n++) camera = zoomed(camera, 3, [1, 1], FRAME, PICTURE);
    expect(camera.scale).toBe(4);
    for (let n = 0; n < 100; n++) camera = zoomed(camera, 0.1, [1, 1], FRAME, PICTURE);
    expect(camera).toEqual(whole(FRAME, PICTURE));
    expect(isWhole(camera, FRAME, PICTURE)).toBe(true);
  });

  test("wb177 in a frame of another size it still lies right", () => {
    const camera = limited(zoomed(whole(FRAME, PICTURE), 2, [0, 0], FRAME, PICTURE), [900, 700], PICTURE);
    expect(camera).toEqual(whole([900, 700], PICTURE));
  });
});
