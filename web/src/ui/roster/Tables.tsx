/** The roster in and out: spreadsheets, Zoom, BigBlueButton; and whether newcomers find their own name. */
import { createSignal, type JSX } from "solid-js";
import { t } from "../../i18n";
import { Field } from "../forms";
import type { Desk, Intake } from "./roster";
import type { Act } from "./RosterDialog";

const FILES = [
  ["roster.csv", "roster.out.list", "roster.csv"],
  ["rooms.csv", "roster.out.zoom", "zoom-rooms.csv"],
  ["rooms.json", "roster.out.bbb", "bigbluebutton-groups.json"],
] as const;

export function Tables(props: { desk: Desk; session: number; act: Act }): JSX.Element {
  const [file, setFile] = createSignal<File>();
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const form = event.currentTarget;
    void props.act(async () => {
      const came = told(await props.desk.takeIn(file()!, props.session));
      form.reset();
      setFile(undefined);
      return came;
    });
  };
  const download = (which: (typeof FILES)[number][0], name: string): void =>
    void props.act(async () => {
      const url = URL.createObjectURL(await props.desk.file(which, props.session));
      const link = document.createElement("a");
      [link.href, link.download] = [url, name];
      link.click();
      URL.revokeObjectURL(url);
      if (which !== "rooms.csv") return;
      const missing = await props.desk.notInZoom(props.session);
      if (missing.length > 0) return t("roster.zoom.left_out", { n: missing.length, who: missing.join(", ") });
    });
  return (
    <section class="stack">
      <h3>{t("roster.tables")}</h3>
      <p class="soft small">{t("roster.tables.hint")}</p>
      <form class="roster-line" onSubmit={submit}>
        <div class="grow">
          <Field label={t("roster.file")}>
            {({ id }) => <input id={id} type="file" accept=".csv,.tsv,.txt,.json,text/csv,application/json" onChange={(event) => setFile(event.currentTarget.files?.[0])} />}
          </Field>
        </div>
        <button type="submit" class="button small" disabled={!file()}>
          {t("roster.file.go")}
        </button>
      </form>
      <div class="bar">
        {FILES.map(([which, key, name]) => (
          <button type="button" class="button small" onClick={() => download(which, name)}>
            {t(key)}
          </button>
        ))}
      </div>
    </section>
  );
}

function told({ added, updated, unknown_columns = [], unknown_people = [] }: Intake): string {
  const unknown = [...unknown_columns, ...unknown_people];
  const parts = [t("roster.came", { n: added }), t("roster.changed", { n: updated })];
  return `${parts.join(", ")}.${unknown.length > 0 ? ` ${t("roster.left_over", { what: unknown.join(", ") })}` : ""}`;
}
