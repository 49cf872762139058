/** What an error body says, in whichever of the shapes of azure-facts 2.9 it came. */
export type ErrorBody = {
	/** One line of text, as the service wrote it. */
	readonly message?: string;
	/** `error.code`, `error.type` or `error_type`, whichever is there; as text. */
	readonly code?: string;
	/** A status given inside the body. */
	readonly status?: number;
	/** The request field the error names. */
	readonly param?: string;
	/** `innererror.code`. */
	readonly innerCode?: string;
	/** Content-filter categories that were hit, e.g. `violence`. */
	readonly filtered?: readonly string[];
};
