/** The templates that a workshop saved, as the server has them, for as long as a dialog shows them. */
import { createResource, createSignal } from "solid-js";
import { t } from "../../i18n";
import { api, words, type SavedTemplate } from "../api";
import { staff } from "../staff";

export interface Own {
  list(): readonly SavedTemplate[];
  /** The server does not say which there are. */
  failed(): boolean;
  /** What was done last, and whether it went wrong. */
  said(): { readonly text: string; readonly bad: boolean } | undefined;
  saved(made: SavedTemplate): void;
  remove(one: SavedTemplate): Promise<void>;
}

export function ownTemplates(token: string, workshop: string): Own {
  const [there, { mutate }] = createResource(() => api.templates(token, workshop));
  const [said, say] = createSignal<{ text: string; bad: boolean }>();
  const list = (): readonly SavedTemplate[] => (there.error ? [] : (there.latest ?? []));
  return {
    list,
    failed: () => there.error !== undefined,
    said,
    saved(made) {
      mutate([made, ...list()]);
      say({ text: t("templates.saved", { title: made.title }), bad: false });
    },
    async remove(one) {
      try {
        await staff.removeTemplate(token, workshop, one.template);
        mutate(list().filter(({ template }) => template !== one.template));
        say({ text: t("templates.removed", { title: one.title }), bad: false });
      } catch (error) {
        say({ text: words(error), bad: true });
      }
    },
  };
}
