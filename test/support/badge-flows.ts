const limits = { requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 };
const account = (id: string, grant: string, more: object = {}): Record<string, unknown> => ({
  ...{ id, type: "genesys-account", name: `By ${id}`, region: "simulator", apiUrl: "", loginUrl: "" },
  ...{ redirectUri: "http://127.0.0.1/callback", grant, ...limits, ...more },
});
const TABS = [
  { id: "tab", type: "tab", label: "flow" },
  { id: "many", type: "tab", label: "many" },
];
const ACCOUNTS = [
  account("client", "client-credentials"),
  account("user", "authorization-code"),
  account("token", "access-token"),
  account("off", "client-credentials", { d: true }),
];
const target = {
  ...{ conversationId: "conversationId", conversationIdType: "msg", userId: "", userIdType: "str" },
  ...{ participantId: "", participantIdType: "str", communicationId: "", communicationIdType: "str" },
  ...{ target: "agent", which: "newest" },
};
let row = 0;
const node = (id: string, type: string, config: object, z = "tab"): Record<string, unknown> => ({
  ...{ id, type, z, x: 260, y: 130 + (row++ % 14) * 50, account: "client", wires: [[]] },
  ...config,
});
export const update = (id: string, action: string, more: object = {}, z?: string) =>
  node(id, "genesys-update-participant", { ...target, action, transferTo: "queue", ...more }, z);
export const api = (id: string, operation: string, more: object = {}, z?: string) =>
  node(
    id,
    "genesys-api",
    {
      ...{ operation, operationType: "str", parameters: [], parametersType: "fields", body: [] },
      ...{ bodyType: "fields", upload: "", uploadType: "msg", paging: "none", pages: "joined", limit: 10 },
      ...more,
    },
    z,
  );
const call = (id: string, userId: string) =>
  node(id, "genesys-place-call", {
    ...{ destination: "+15555550142", destinationValueType: "str", destinationType: "phone", country: "" },
    ...{ userId, userIdType: "str", waitFor: "created", deadlineSeconds: 60 },
  });

/** Nodes that need a signed-in user, and nodes that do not. */
export const FLOWS = [
  ...TABS,
  ...ACCOUNTS,
  update("monitor", "monitor"),
  update("hold", "hold"),
  update("monitor-as-user", "monitor", { account: "user" }),
  update("monitor-by-token", "monitor", { account: "token" }),
  update("monitor-disabled", "monitor", { account: "off" }),
  update("monitor-nowhere", "monitor", { account: "" }),
  api("me", "getUsersMe"),
  api("users", "getUsers"),
  api("dynamic", "operation", { operationType: "msg" }),
  call("own-call", ""),
  call("their-call", "ada.agent@example.com"),
  node("simulate", "genesys-simulate", { action: "customerCalls", details: "{}", detailsType: "json" }),
  { id: "sub", type: "subflow", name: "sub", in: [], out: [], env: [{ name: "ACCOUNT", value: "" }] },
  update("in-sub", "monitor", {}, "sub"),
  update("in-sub-open", "monitor", { account: "${ACCOUNT}" }, "sub"),
  { id: "instance", type: "subflow:sub", z: "tab", x: 600, y: 100, wires: [] },
];
