import assert from "node:assert/strict";
import { inboundSteps } from "../../../nodes/lib/platform/plan/open-messaging";

const CHOICE = { send: "message", receiptStatus: "delivered" } as const;
const lastOf = (choice: Parameters<typeof inboundSteps>[0]) => inboundSteps(choice).at(-1);

describe("the plan of open message out", () => {
  it("says that nothing will be sent where a user has signed in, and leaves an access token to the platform", () => {
    for (const grant of ["client-credentials", "access-token", undefined] as const)
      assert.equal(lastOf({ ...CHOICE, grant })?.problem, undefined, grant);
    assert.match(String(lastOf({ ...CHOICE, grant: "authorization-code" })?.problem), /client credentials/);
  });

  for (const [send, operation] of [
    ["message", "postConversationsMessageInboundOpenMessage"],
    ["typing", "postConversationsMessageInboundOpenEvent"],
    ["receipt", "postConversationsMessageInboundOpenReceipt"],
    ["structured", "postConversationsMessageInboundOpenStructuredResponse"],
  ] as const)
    it(`names the one request that is sent: ${send}`, () => {
      const sent = inboundSteps({ ...CHOICE, send, grant: undefined }).filter(
        ({ when }) => when === "always",
      );
      assert.deepEqual(
        sent.flatMap(({ requests }) => requests.map((one) => one.operation)),
        [operation],
      );
    });

  it("asks for the conversation of a message", () => {
    const [request] = lastOf({ ...CHOICE, grant: undefined })?.requests ?? [];
    assert.equal(request?.query, "prefetchConversationId=true");
  });

  it("shows the status of a receipt as it is sent", () => {
    const bodyOf = (receiptStatus: "delivered" | "read" | "failed") => {
      const { body } = lastOf({ send: "receipt", receiptStatus, grant: undefined }) ?? {};
      const { status, isFinalReceipt, reasons } = body as Record<string, unknown>;
      return [status, isFinalReceipt, reasons];
    };
    assert.deepEqual(bodyOf("delivered"), ["Delivered", false, undefined]);
    assert.deepEqual(bodyOf("read"), ["Delivered", true, undefined]);
    assert.deepEqual(bodyOf("failed"), ["Failed", true, ["{reason}"]]);
  });
});
