/** The body that starts a job like `job` with some settings changed; of cleaning, too, only those that are named. */
export function changed({ datasetId, name, parameters }, settings) {
  const { cleaning, ...others } = settings;
  const body = { ...parameters, ...others, datasetId };
  if (cleaning) body.cleaning = { ...parameters.cleaning, ...cleaning };
  if (name) body.name = name;
  return body;
}
