const leg = (n) => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
  purpose: n === 0 ? "customer" : "agent",
  startTime: "2026-03-02T09:00:00.000Z",
  connectedTime: "2026-03-02T09:00:01.000Z",
  attributes: { note: "x".repeat(700) },
  calls: [
    {
      id: `10000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
      state: "connected",
      direction: "inbound",
    },
  ],
});
/** A conversation of 6.6 KB. */
export const conversationText = JSON.stringify({
  id: "bench",
  participants: Array.from({ length: 6 }, (_, n) => leg(n)),
});
