/** Everything a board has besides looking and writing; loaded once the board is painted. */
// Of other scripts: what is written in them is painted anew when the kit has come.
import "../fonts.more.css";
import { Comments } from "../doc/comments";
import { Hidden } from "../doc/hidden";
import { bringPicture } from "../doc/pictures";
import { step } from "../doc/undoing";
import { react, setTags } from "../doc/verbs";
import { Company } from "../scene/company";
import { detour } from "../scene/detour";
import { Drawings } from "../scene/drawings";
import { paintDots } from "../scene/dots";
import { paintGestures } from "../scene/gestures";
import { Handles } from "../scene/handles";
import { endAt, hit } from "../scene/hit";
import { settle } from "../scene/labelling";
import { lookOf } from "../scene/look";
import { padlock } from "../scene/padlock";
import { paintCredit, paintPills } from "../scene/paintpills";
import { paintBubbles } from "../scene/speech";
import { paintHidden } from "../scene/veil";
import { tuck } from "./arranging";
import { Clipboard } from "./clipboard";
import { Copying } from "./copying";
import { discuss, reveal, talkedAt } from "./discussing";
import { Dragging } from "./dragging";
import { Drawing } from "./drawing";
import { Erasing } from "./erasing";
import { Following } from "./following";
import { Holding } from "./holding";
import { Lasso } from "./lasso";
import { lay } from "./laying";
import { Linking } from "./linking";
import { Marquee } from "./marquee";
import { press, pressWriting } from "./mindmap";
import { Penning } from "./penning";
import { Picturing } from "./picturing";
import { cut } from "./pieces";
import { Aiming, Pointing } from "./pointing";
import { Resizing } from "./resizing";
import { putByKey, Shaping } from "./shaping";
import type { Kit } from "./state";
import { snap } from "./snapping";
import { reactionAt, Tapping } from "./tapping";
import { Typing } from "./typing";
import { vacancy } from "./vacancy";
import { VERBS } from "./verbs";

export const KIT: Kit = {
  commands: VERBS,
  begin(context, tool, there, press) {
    if (tool === "laser") return new Aiming(context, press);
    const isFree = !there || (there.kind === "cluster" && !there.grip && !context.tab.selection.get().has(there.id));
    if (tool === "lasso" || (tool === "select" && isFree)) return new Lasso(context, press);
    if (tool === "select" || !context.canWrite) return;
    if (tool === "pen" || tool === "highlighter") return new Penning(context, press);
    if (tool === "eraser") return new Erasing(context, press);
    if (tool === "text" || tool === "shape") return new Shaping(context, press);
    if (tool === "cluster") return new Drawing(context, press);
    const end = there && (context.board.end(there.id) ? there.id : endAt(context.view.world, press.at.x, press.at.y));
    if (end) return new Linking(context, end, press);
  },
  isWritten: ({ figure, form }) => figure === "text" || (figure === "shape" && form !== "line" && form !== "arrow"),
  lay,
  drawings: ({ board, session, view }) => new Drawings(board, view.world, (image) => bringPicture(session.access, image), () => view.invalidate()),
  marquee: (context, press) => new Marquee(context, press),
  hold: (context, press) => new Holding(context, press),
  drag: (context, start) => new Dragging(context, start),
  copy: (context, start) => new Copying(context, start),
  step: (board, held) => (undos, way) => {
    const { done, held: why } = step(board, undos, way);
    if (why) held(why);
    return done;
  },
  badges: { padlock, pills: paintPills, credit: paintCredit },
  // Corners have two letters, sides one.
  pull: (context, id, press) => (press.handle!.length === 2 ? new Resizing(context, id, press) : new Linking(context, id, press)),
  company(context) {
    const { board, view, tab } = context;
    const comments = (board.comments ??= new Comments(board));
    const hidden = new Hidden(board);
    view.painter.speech = (ctx, area, zoom) => {
      paintHidden(ctx, hidden.rects, area, zoom, lookOf(tab.theme.get()));
      paintBubbles(ctx, view.world, comments.open(), area, zoom);
      paintDots(ctx, view.world, tab.voting.get(), area, zoom);
    };
    const stop = tab.voting.subscribe(() => view.invalidate());
    view.handles = new Handles(view.element);
    view.painter.gestures = paintGestures;
    const others = new Company(view.element, view.world, tab);
    view.accompany(others);
    const parts = [new Typing(context), new Following(context), new Pointing(context, others.laser)];
    return {
      destroy() {
        stop();
        parts.forEach((part) => part.destroy());
      },
    };
  },
  reveal,
  cut,
  snap,
  ask({ tab, view }, press) {
    const there = hit(view.world, press.at.x, press.at.y, view.camera.zoom);
    // Its menu stands beside what is chosen.
    if (there && !tab.selection.get().has(there.id)) tab.select([there.id]);
    if (!there) tab.spot.set({ x: press.x, y: press.y, at: press.at });
  },
  press(context, event) {
    const tool = context.tab.tool.get();
    if (event.key !== "Enter" || (tool !== "text" && tool !== "shape")) return press(context, event);
    putByKey(context);
    return true;
  },
  pressWriting,
  detour,
  labelling: settle,
  tuck,
  vacancy,
  tag({ board }, notes, change) {
    board.stopCapturing();
    board.together(() => {
      for (const id of notes) setTags(board, id, change(board.note(id)?.tags ?? []));
    });
    board.stopCapturing();
  },
  tap(context, press) {
    const said = talkedAt(context, press);
    if (said) return new Tapping(context, () => discuss(context, said), press);
    const on = reactionAt(context.view.world, press.at.x, press.at.y);
    if (!on || !context.session.status.reacts) return;
    const join = (): void => {
      context.board.stopCapturing();
      react(context.board, [on.note], on.kind);
      context.board.stopCapturing();
    };
    return new Tapping(context, join, press);
  },
  clipboard(context) {
    const [pictures, clipboard] = [new Picturing(context), new Clipboard(context)];
    return {
      destroy() {
        pictures.destroy();
        clipboard.destroy();
      },
    };
  },
};
