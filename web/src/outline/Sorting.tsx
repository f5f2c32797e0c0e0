/** The order of the list: by place, or by what the notes got in a vote. */
import type { JSX } from "solid-js";
import { t } from "../i18n";

export function Sorting(props: { byVotes: boolean; onChange: (byVotes: boolean) => void }): JSX.Element {
  return (
    <label class="outline-sort">
      <span class="small">{t("vote.sort")}</span>
      <select onChange={(event) => props.onChange(event.currentTarget.value === "votes")}>
        <option value="place" selected={!props.byVotes}>
          {t("vote.sort.place")}
        </option>
        <option value="votes" selected={props.byVotes}>
          {t("vote.sort.votes")}
        </option>
      </select>
    </label>
  );
}
