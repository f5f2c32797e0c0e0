/** Everything a board has besides looking, writing and moving; loaded once the board is painted. */
import { Clipboard } from "./clipboard";
import { Drawing } from "./drawing";
import { Linking } from "./linking";
import { Resizing } from "./resizing";
import type { Kit } from "./state";
import { VERBS } from "./verbs";

export const KIT: Kit = {
  commands: VERBS,
  begin(context, tool, there, press) {
    if (tool === "cluster") return new Drawing(context, press);
    if (there && there.kind !== "link") return new Linking(context, there.id, press);
  },
  // Corners have two letters, sides one.
  pull: (context, id, press) => (press.handle!.length === 2 ? new Resizing(context, id, press) : new Linking(context, id, press)),
  clipboard: (context) => new Clipboard(context),
};
