import { nodeNamed } from "../file/names";
import type { Given } from "../file/schema";
import type { FlowNode } from "../../flow-check/types";
import type { CaseTime } from "../time/time";

/** The setting of Node-RED that leads all accounts to the organisation of the case; `nodes/lib/account/given-org.ts` reads it. */
export const givenOrg = (clock: CaseTime) => {
  let url: string | undefined;
  let clients = new Map<string, string>();
  return {
    setting: {
      clock,
      url: (): string => {
        if (url === undefined) throw new Error("The case has not begun.");
        return url;
      },
      /** By the id of the account. */
      clientOf: (id: string): string | undefined => clients.get(id),
    },
    give: (given: string, flow: readonly FlowNode[], { accounts = {} }: Given): void => {
      url = given;
      clients = new Map(Object.entries(accounts).map(([name, client]) => [nodeNamed(flow, name).id, client]));
    },
  };
};
