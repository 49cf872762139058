/**
 * The wire formats, by the names that profiles and flags use.
 *
 * - `chat-completions`: OpenAI's `/chat/completions`
 * - `completions`: OpenAI's legacy `/completions`, one prompt string
 * - `azureml-score`: the `input_data` body of an Azure ML realtime endpoint
 */
export const apis = ['chat-completions', 'completions', 'azureml-score'] as const;

export type Api = (typeof apis)[number];

export function isApi(value: unknown): value is Api {
	return apis.some(api => api === value);
}
