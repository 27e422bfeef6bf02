import type { AccountWindow } from "../node/account";
import type { Composition } from "../platform/compose";
import { doorTo } from "./simulated";

/** What the sidebar sees of an account, once it asks. */
export const windowOf = (isSimulated: boolean, composition: () => Composition) => (): AccountWindow => {
  const { onConversation, state } = composition();
  return {
    isSimulated,
    door: async (signal) => doorTo(composition(), signal),
    conversations: onConversation,
    state,
  };
};
