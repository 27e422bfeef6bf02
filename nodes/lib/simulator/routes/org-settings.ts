import { accepted, ok, type Handlers } from "../http/handler";
import { listWhole, registerHandlers } from "../registers/handlers";
import { writtenIn, type Register } from "../registers/register";
import { refusal } from "../http/errors";
import { setSingle, singleIn } from "../registers/single";
import type { Wire } from "../formatters/wire";

/** Settings of the whole org: those of conversations, and where its encryption keys are. */

const BY_DEFAULT: Wire = {
  communicationBasedACW: true,
  includeNonAgentConversationSummary: false,
  allowCallbackQueueSelection: false,
  callbacksInheritRoutingFromInboundCall: false,
  completeAcwWhenAgentTransitionsOffline: false,
  totalActiveCallback: false,
};
const NAME = "conversation settings";

const isAddress = (url: unknown): boolean => URL.canParse(String(url));

const KEYS: Register = {
  name: "key configuration",
  path: "conversations/keyconfigurations",
  check: (_context, { url }) => {
    if (!isAddress(url)) throw refusal("bad.request", {}, { details: [{ fieldName: "url" }] });
  },
};

export const orgSettingHandlers: Handlers = {
  ...registerHandlers(KEYS, {
    create: "postConversationsKeyconfigurations",
    read: "getConversationsKeyconfiguration",
    replace: "putConversationsKeyconfiguration",
  }),
  getConversationsKeyconfigurations: listWhole(KEYS),
  postConversationsKeyconfigurationsValidate: (context) => {
    const written = writtenIn(context);
    KEYS.check?.(context, written, undefined);
    return ok(written);
  },

  getConversationsSettings: ({ store }) => ok(singleIn(store, NAME, BY_DEFAULT)),
  patchConversationsSettings: (context) => {
    const { store } = context;
    const written = writtenIn(context);
    context.later(() => setSingle(store, NAME, { ...singleIn(store, NAME, BY_DEFAULT), ...written }));
    return accepted();
  },
};
