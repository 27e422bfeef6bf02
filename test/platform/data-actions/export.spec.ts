import assert from "node:assert/strict";
import {
  dataActionFile,
  fileNameOf,
  type ActionSettings,
} from "../../../nodes/lib/platform/data-actions/export";

const SETTINGS: ActionSettings = {
  name: "Is the customer a VIP",
  url: "https://flows.example.com/genesys/vip",
  method: "POST",
  header: "X-API-Key",
  input: [{ name: "phone", type: "string", required: true }],
  output: [{ name: "vip", type: "boolean", required: true }],
};
const exported = (settings: Partial<ActionSettings> = {}) => dataActionFile({ ...SETTINGS, ...settings });

/** The keys of an export of the platform, as two of its own have them; those of its maps are left out. */
const KEYS = [
  "actionType",
  "config.request.headers",
  "config.request.requestTemplate",
  "config.request.requestType",
  "config.request.requestUrlTemplate",
  "config.response.successTemplate",
  "config.response.translationMap",
  "config.response.translationMapDefaults",
  "contract.input.inputSchema.$schema",
  "contract.input.inputSchema.additionalProperties",
  "contract.input.inputSchema.description",
  "contract.input.inputSchema.properties",
  "contract.input.inputSchema.title",
  "contract.input.inputSchema.type",
  "contract.output.successSchema.additionalProperties",
  "contract.output.successSchema.properties",
  "contract.output.successSchema.type",
  "integrationType",
  "name",
  "secure",
];
const MAPS = /^(headers|translationMap|translationMapDefaults|properties)$/;

const keysOf = (value: unknown, path: string[] = []): string[] => {
  const isLeaf = typeof value !== "object" || value === null || MAPS.test(path.at(-1) ?? "");
  if (isLeaf) return [path.join(".")];
  return Object.entries(value).flatMap(([key, one]) => keysOf(one, [...path, key]));
};

describe("the export of a data action", () => {
  it("has the keys of the platform's own exports, no more and no less", () => {
    const optional = (contract: ActionSettings["input"]) =>
      contract.map((field) => ({ ...field, required: false }));
    const file = exported({ input: optional(SETTINGS.input), output: optional(SETTINGS.output) });
    assert.deepEqual(keysOf(file).sort(), KEYS);
  });

  it("is an action of a web services integration", () => {
    const { integrationType, actionType, name, secure } = exported();
    assert.deepEqual(
      { integrationType, actionType, name, secure },
      {
        integrationType: "custom-rest-actions",
        actionType: "custom",
        name: "Is the customer a VIP",
        secure: false,
      },
    );
  });

  it("lets no value pass through a template of the body, in either direction", () => {
    const { request, response } = exported().config;
    assert.equal(request.requestTemplate, "${input.rawRequest}");
    assert.equal(response.successTemplate, "${rawResult}");
    assert.deepEqual([response.translationMap, response.translationMapDefaults], [{}, {}]);
  });

  it("names the field of the credentials, and holds no secret", () =>
    assert.deepEqual(exported().config.request.headers, {
      "Content-Type": "application/json",
      "X-API-Key": "${credentials.headerValue}",
    }));

  it("leaves the header of basic authentication to the platform", () =>
    assert.deepEqual(exported({ header: undefined }).config.request.headers, {
      "Content-Type": "application/json",
    }));

  it("escapes each input of a GET, and writes nothing for one that is not set", () => {
    const input: ActionSettings["input"] = [
      { name: "phone", type: "string", required: true },
      { name: "attempts", type: "integer", required: false },
    ];
    assert.equal(
      exported({ method: "GET", input }).config.request.requestUrlTemplate,
      "https://flows.example.com/genesys/vip?phone=$!esc.url(${input.phone})&attempts=$!esc.url(${input.attempts})",
    );
  });

  it("writes an address that looks like a template so that it is none", () =>
    assert.equal(
      exported({ url: "https://example.com/$a/#set" }).config.request.requestUrlTemplate,
      "https://example.com/%24a/%23set",
    ));

  it("requires what the contracts require", () => {
    const { input, output } = exported().contract;
    assert.deepEqual(input.inputSchema.required, ["phone"]);
    assert.deepEqual(output.successSchema.required, ["vip"]);
  });

  it("has a file name that every system can store", () => {
    assert.equal(fileNameOf("Is the customer a VIP?"), "Is-the-customer-a-VIP.custom.json");
    assert.equal(fileNameOf("../../é/ü"), "é-ü.custom.json");
    assert.equal(fileNameOf("??"), "data-action.custom.json");
  });
});
