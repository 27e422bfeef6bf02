// The example flows as one flow file: a tab for each. Those of one grant share an account, and its simulated org.

const accountType = "genesys-account";
const label = (file) => file.replace(/\.json$/, "");
const idOfTab = (file) => `demo-${label(file).replace(/[^A-Za-z0-9]+/g, "-")}`;

/** The nodes of one example, on a tab of its own when it brings none. */
const onTab = ({ file, nodes }) => {
  if (nodes.some(({ type }) => type === "tab")) return nodes;
  const tab = { id: idOfTab(file), type: "tab", label: label(file) };
  const isGlobalConfig = (node) => node.x === undefined && !node.z;
  return [tab, ...nodes.map((node) => (isGlobalConfig(node) ? node : { ...node, z: node.z || tab.id }))];
};

/** Examples `{ file, nodes }` in, the nodes of one flow file out. Two different nodes of one id are a mistake in an example. */
export const mergeExamples = (examples) => {
  const all = examples.flatMap(onTab);
  const accounts = all.filter(({ type }) => type === accountType);
  const others = all.filter(({ type }) => type !== accountType);
  /** The first account of a grant is that of all nodes whose account has this grant. */
  const firstLike = (id) => {
    const grant = accounts.find((one) => one.id === id)?.grant;
    return accounts.find((one) => one.grant === grant) ?? accounts[0];
  };
  const merged = new Map();
  for (const node of others) {
    const account = "account" in node ? firstLike(node.account) : undefined;
    const wired = account ? { ...node, account: account.id } : node;
    const known = merged.get(node.id);
    if (known && JSON.stringify(known) !== JSON.stringify(wired))
      throw new Error(`two different nodes of the examples have the id ${node.id}`);
    merged.set(node.id, wired);
  }
  const kept = accounts.filter((one) => firstLike(one.id) === one);
  return [...kept.map((one) => ({ ...one, region: "simulator" })), ...merged.values()];
};

/** The jobs whose tabs run from the start. Those of the others are enabled one by one, as they are needed. */
const isEnabled = (job) => job.startsWith("00 ");
const nameOfJob = (job) => job.replace(/^\d+ /, "");

/** A tab before those of a job, with its name and its examples. */
const headingOf = (job, examples) => {
  const z = idOfTab(`job ${job}`);
  const lines = [
    "Double-click the tab of an example, enable it and deploy. Its first button shows what it does",
    ...examples.map(({ file }) => label(file)),
  ];
  return [
    { id: z, type: "tab", label: nameOfJob(job).toUpperCase(), disabled: true },
    ...lines.map((name, index) => ({
      ...{ id: `${z}-${index}`, type: "comment", z, name, info: "", wires: [] },
      ...{ x: 400, y: 60 + 40 * index + (index > 0 ? 20 : 0) },
    })),
  ];
};

/** All examples as `npm start` shows them: by job, and only those of the first steps enabled. */
export const demoFlows = (examples) => {
  const merged = mergeExamples(examples);
  const jobOf = new Map(
    examples.flatMap((example) =>
      onTab(example).flatMap(({ id, type }) => (type === "tab" ? [[id, example.job]] : [])),
    ),
  );
  const tabs = merged.filter(({ type }) => type === "tab");
  const jobs = [...new Set(examples.map(({ job }) => job))];
  const others = merged.filter(({ type }) => type !== "tab");
  return [
    ...jobs.flatMap((job) => [
      ...(isEnabled(job)
        ? []
        : headingOf(
            job,
            examples.filter((one) => one.job === job),
          )),
      ...tabs.filter(({ id }) => jobOf.get(id) === job).map((tab) => ({ ...tab, disabled: !isEnabled(job) })),
    ]),
    ...others,
  ];
};

/** The example that runs by itself: what it finds is there from the start. */
export const shownFirst = (examples) => examples.find(({ file }) => file.startsWith("01 "));

/** What starts an example: the first inject node in it; undefined when nothing is there to press. */
export const startOf = ({ nodes }) => nodes.find(({ type }) => type === "inject");

/** May it be started unasked? Only where every account of the flows is still the simulated org. */
export const isHarmless = (flows) =>
  flows.filter(({ type }) => type === accountType).every(({ region }) => region === "simulator");
