import { connections } from '../../../connections';

const answer = (request: Request): Promise<Response> => connections().fetch(request);

export { answer as GET, answer as POST, answer as PUT, answer as PATCH, answer as DELETE, answer as OPTIONS };
