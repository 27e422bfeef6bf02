import type { Operation } from "../../facts/operations";
import { isPermitted } from "../store/divisions";
import type { Bearer } from "../store/tokens";

/**
 * Which of the operation's permissions the token lacks in these divisions, if that matters: one of ANY is enough. Without
 * divisions, a permission in any of them is.
 */
export const missingPermissions = (
  { permissions }: Operation,
  bearer: Bearer,
  divisions?: readonly string[],
): readonly string[] => {
  if (!permissions || permissions.type === "NONE") return [];
  const missing = permissions.list.filter((each) => !isPermitted(bearer, each, divisions));
  return permissions.type === "ANY" && missing.length < permissions.list.length ? [] : missing;
};

/** Is an entry of these divisions in the list that the operation returns? */
export const isVisible = (
  context: Bearer & { operation: Operation },
  divisions: readonly string[],
): boolean => missingPermissions(context.operation, context, divisions).length === 0;
