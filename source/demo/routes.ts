/** Which body a route reads and which shape its errors have. */
export type Flavour = 'openai' | 'model-inference';

export type Route =
	| {
			readonly kind: 'chat' | 'completion';
			readonly flavour: Flavour;
			/** The deployment that an Azure OpenAI path names. */
			readonly deployment?: string | undefined;
	  }
	| {readonly kind: 'score' | 'models' | 'swagger' | 'info' | 'health'};

/** What is at a path: a route, the one method that it takes, or nothing. */
export type FoundRoute =
	| {readonly type: 'found'; readonly route: Route}
	| {readonly type: 'wrong-method'; readonly allow: string}
	| {readonly type: 'nothing'};

const fixedRoutes: Readonly<Record<string, readonly ['GET' | 'POST', Route]>> = {
	'/v1/chat/completions': ['POST', {kind: 'chat', flavour: 'openai'}],
	'/v1/completions': ['POST', {kind: 'completion', flavour: 'openai'}],
	'/openai/v1/chat/completions': ['POST', {kind: 'chat', flavour: 'openai'}],
	'/openai/v1/completions': ['POST', {kind: 'completion', flavour: 'openai'}],
	'/chat/completions': ['POST', {kind: 'chat', flavour: 'model-inference'}],
	'/completions': ['POST', {kind: 'completion', flavour: 'model-inference'}],
	'/score': ['POST', {kind: 'score'}],
	'/v1/models': ['GET', {kind: 'models'}],
	'/openai/v1/models': ['GET', {kind: 'models'}],
	'/models': ['GET', {kind: 'models'}],
	'/swagger.json': ['GET', {kind: 'swagger'}],
	'/info': ['GET', {kind: 'info'}],
	'/': ['GET', {kind: 'health'}],
};

const deploymentPath = /^\/openai\/deployments\/([^/]+)\/(chat\/)?completions$/;

/** Finds the route of a request target; the query (`?api-version=…`) plays no part. */
export function findRoute(method: string, target: string): FoundRoute {
	const path = target.split('?', 1)[0] ?? '';
	const [allow, route] = routeAt(path) ?? [];
	if (allow === undefined || route === undefined) {
		return {type: 'nothing'};
	}

	return method === allow ? {type: 'found', route} : {type: 'wrong-method', allow};
}

function routeAt(path: string): readonly ['GET' | 'POST', Route] | undefined {
	const match = deploymentPath.exec(path);
	if (match) {
		const kind = match[2] === undefined ? 'completion' : 'chat';
		return ['POST', {kind, flavour: 'openai', deployment: decodePathSegment(match[1] ?? '')}];
	}

	return Object.hasOwn(fixedRoutes, path) ? fixedRoutes[path] : undefined;
}

function decodePathSegment(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
