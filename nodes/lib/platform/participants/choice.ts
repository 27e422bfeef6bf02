import { loadOperations } from "../../facts/operations";
import type { MediaType } from "../conversation/conversation";
import { GenesysError, inputError } from "../errors/errors";
import { wayOf, type Wanted, type Way } from "./ways";

/**
 * The operation that the account's grant may use.
 * @throws GenesysError `config` where only another grant could, saying which, and with what permission; `input` where
 * the platform has nothing of the kind for that medium. Nothing has been sent then.
 */
export const chooseWay = (
  does: Way["does"],
  mediaType: MediaType | undefined,
  actsAsUser: boolean,
  { isUsersLeg = false, isOwn = false }: Partial<Pick<Wanted, "isUsersLeg" | "isOwn">> = {},
): Way => {
  const { way, elsewhere } = wayOf({ does, mediaType, actsAsUser, isUsersLeg, isOwn });
  if (way !== undefined) return way;
  if (elsewhere !== undefined) throw needsUser(elsewhere.operation);
  throw inputError(
    "action",
    "The platform does not offer this action for this medium. Choose another action or participant.",
    { mediaType },
  );
};

const needsUser = (operation: string): GenesysError => {
  const needed = loadOperations().find(({ id }) => id === operation)?.permissions?.list ?? [];
  return new GenesysError(
    "config",
    "This action requires a signed-in user, and the account has none. Use an account with the grant " +
      `authorization code${needed.length === 0 ? "" : `, whose user has the permission ${needed.join(" or ")}`}.`,
    { outcome: "notSent", field: "account", operation, permissions: needed },
  );
};
