/** The export of a data action that asks a flow whether a caller is a VIP. */
const request = {
  requestUrlTemplate: "https://flows.example.com/genesys/vip",
  requestType: "POST",
  headers: { "Content-Type": "application/json", "X-API-Key": "${credentials.headerValue}" },
  requestTemplate: "${input.rawRequest}",
};
const response = { translationMap: {}, translationMapDefaults: {}, successTemplate: "${rawResult}" };
const contract = {
  input: {
    inputSchema: { type: "object", properties: { phone: { type: "string" } }, required: ["phone"] },
  },
  output: { successSchema: { type: "object", properties: { vip: { type: "boolean" } }, required: ["vip"] } },
};

export const VIP_ACTION = { name: "vip", config: { request, response }, contract };
