/** What somebody can be on the boards they may write on, and how that is said. */
import type { Key } from "../../i18n";
import type { Workshop } from "../api";

/** From most to least. */
export const ROLES = ["cofacilitator", "editor", "contributor", "commenter", "viewer"] as const;
/** Who helps is named one by one. */
export const ROLES_OF_MANY = ROLES.slice(1);
export const roleWords: Record<string, Key> = {
  cofacilitator: "role.cofacilitator",
  editor: "role.editor",
  contributor: "role.contributor",
  commenter: "role.commenter",
  viewer: "role.viewer",
};

/** What the people of a group are where nothing was said of themselves; of no group, everybody. */
export function roleOf({ roles }: Workshop, group: string | null): string {
  return (group !== null && roles?.groups[group]) || roles?.all || "editor";
}
