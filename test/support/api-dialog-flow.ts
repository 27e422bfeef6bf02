const ACCOUNT = {
  ...{ id: "account", type: "genesys-account", name: "org", region: "simulator", apiUrl: "", loginUrl: "" },
  ...{ requestsPerMinute: 300, timeoutSeconds: 30, maxWaitSeconds: 180, deadlineSeconds: 300 },
};
const api = (id: string, config: object = {}) => ({
  ...{ id, type: "genesys-api", z: "tab", name: id, account: "account", x: 200, y: 100, wires: [[]] },
  ...{ operation: "", operationType: "str", parameters: [], parametersType: "fields" },
  ...{ body: [], bodyType: "fields", upload: "", uploadType: "msg" },
  ...{ paging: "none", pages: "joined", limit: 1000, errorOutput: false, outputs: 1 },
  ...config,
});
/** A blank node, right ones and wrong ones. */
export const FLOW = [
  { id: "tab", type: "tab", label: "spec" },
  { ...ACCOUNT, grant: "client-credentials" },
  { ...ACCOUNT, id: "signed-in", name: "signed in", grant: "authorization-code" },
  api("blank"),
  api("wrong-name", { operation: "getConversatoin", y: 160 }),
  api("wrong-field", {
    y: 220,
    operation: "getConversation",
    parameters: [{ name: "conversationID", value: "x", type: "str" }],
  }),
  api("right", {
    y: 280,
    operation: "getConversation",
    parameters: [{ name: "conversationId", value: "conversationId", type: "msg" }],
  }),
  api("from-message", {
    y: 340,
    operation: "operation",
    operationType: "msg",
    parameters: "p",
    parametersType: "msg",
  }),
];
