/** Everything a board has besides looking, writing and moving; loaded once the board is painted. */
import { Comments } from "../doc/comments";
import { react, setTags } from "../doc/verbs";
import { Company } from "../scene/company";
import { detour } from "../scene/detour";
import { hit } from "../scene/hit";
import { settle } from "../scene/labelling";
import { paintBubbles } from "../scene/speech";
import { tuck } from "./arranging";
import { Clipboard } from "./clipboard";
import { emit } from "./commands";
import { discuss, reveal, talkedAt } from "./discussing";
import { Drawing } from "./drawing";
import { Following } from "./following";
import { Linking } from "./linking";
import { press, pressWriting } from "./mindmap";
import { cut } from "./pieces";
import { Resizing } from "./resizing";
import type { Kit } from "./state";
import { snap } from "./snapping";
import { reactionAt, Tapping } from "./tapping";
import { Typing } from "./typing";
import { VERBS } from "./verbs";

export const KIT: Kit = {
  commands: VERBS,
  begin(context, tool, there, press) {
    if (tool === "cluster") return new Drawing(context, press);
    if (there && there.kind !== "link") return new Linking(context, there.id, press);
  },
  // Corners have two letters, sides one.
  pull: (context, id, press) => (press.handle!.length === 2 ? new Resizing(context, id, press) : new Linking(context, id, press)),
  company(context) {
    const { board, view, tab } = context;
    const comments = (board.comments ??= new Comments(board));
    view.painter.speech = (ctx, area, zoom) => paintBubbles(ctx, view.world, comments.open(), area, zoom);
    view.accompany(new Company(view.element, view.world, tab));
    const parts = [new Typing(context), new Following(context)];
    return { destroy: () => parts.forEach((part) => part.destroy()) };
  },
  reveal,
  cut,
  snap,
  ask({ tab, view }, press) {
    const there = hit(view.world, press.at.x, press.at.y, view.camera.zoom);
    // Its menu stands beside what is chosen.
    if (there && !tab.selection.get().has(there.id)) tab.select([there.id]);
    if (!there) emit("palette");
  },
  press,
  pressWriting,
  detour,
  labelling: settle,
  tuck,
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
  clipboard: (context) => new Clipboard(context),
};
