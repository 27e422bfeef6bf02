// What the simulated org starts with, in a few lines for the terminal.

const names = (entries) => entries.map(({ name }) => name).join(", ");

/** The lines, from the seed of the org. */
export const orgLines = ({ CALLS, QUEUES, USERS, WRAPUP_CODES }) => {
  const agents = USERS.filter(({ title }) => title === "Agent").map(({ name }) => name);
  const [first, second, ...others] = agents;
  const lines = [
    ["agents", `${first}, ${second} and ${others.length} more`],
    ["supervisor", names(USERS.filter(({ title }) => title === "Supervisor"))],
    ["queues", names(QUEUES)],
    ["wrap-up codes", names(WRAPUP_CODES)],
    ["live call", CALLS.map(({ id, ani }) => `${id} from ${ani.replace("tel:", "")}`).join(", ")],
  ];
  return ["The simulated organisation has:", ...lines.map(([what, text]) => `  ${what.padEnd(14)} ${text}`)];
};
