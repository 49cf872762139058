// The part of undici that amlchat uses. Its index loads fetch, WebSocket, caches and mocks as well, which costs a
// one-shot a third of its start-up time. The bundler puts this file in the place of `undici` (see build.js).
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

// As undici's own index does it.
Dispatcher.prototype.request = request;

export {Agent, EnvHttpProxyAgent};
