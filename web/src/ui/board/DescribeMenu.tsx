import { createSignal, type JSX } from "solid-js";
import type { Board } from "../../doc/board";
import { LIMIT } from "../../doc/schema.gen";
import { t } from "../../i18n";
import { Menu } from "../parts";

const WORDS = { d: "M4.500 5h15v14h-15zM8 9.500h8M8 12.500h8M8 15.500h4.500" };

/** What an image shows, for who does not see it. */
export function DescribeMenu(props: { board: Board; image: string }): JSX.Element {
  return (
    <Menu icon={WORDS} label={t("outline.describe")}>
      {(close) => <Description {...props} close={close} />}
    </Menu>
  );
}

function Description(props: { board: Board; image: string; close: () => void }): JSX.Element {
  const [typed, setTyped] = createSignal(props.board.marks.get(props.image)?.text ?? "");
  const keep = (event: Event): void => {
    event.preventDefault();
    props.board.stopCapturing();
    props.board.setText(props.image, typed().trim());
    props.board.stopCapturing();
    props.close();
  };
  return (
    <form class="tags" onSubmit={keep}>
      <div class="row">
        <input
          aria-label={t("outline.description")}
          placeholder={t("outline.description")}
          maxLength={LIMIT.NOTE_TEXT}
          value={typed()}
          dir="auto"
          autocomplete="off"
          enterkeyhint="done"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="primary">
          {t("comments.save")}
        </button>
      </div>
    </form>
  );
}
