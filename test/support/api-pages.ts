import { apiBench } from "./benches/api";

/** The node for any operation, what its org answers with, and the queries that it was asked. */
export const pagesBench = () => {
  const { bench, open } = apiBench();
  const queues = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `queue ${from + at}` }));
  const answer = (body: object, operation = "getRoutingQueues"): void =>
    bench().simulator.faults.add({ match: { operation }, fault: { status: 200, body } });
  const asked = (): unknown[] =>
    bench()
      .simulator.log.entries()
      .slice(1)
      .map(({ query }) => query);
  return { bench, open, queues, answer, asked };
};
