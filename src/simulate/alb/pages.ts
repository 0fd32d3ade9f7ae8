import { toBytes, type HeaderField, type HttpResponse } from '../message';

const reasons: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  401: 'Authorization Required',
  403: 'Forbidden',
  405: 'Not Allowed',
  408: 'Request Time-out',
  413: 'Request Entity Too Large',
  414: 'Request-URI Too Large',
  460: 'Client Closed Request',
  463: 'Too Many X-Forwarded-For Addresses',
  464: 'Incompatible Protocol Versions',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
  505: 'HTTP Version Not Supported',
  561: 'Unauthorized',
};

/**
 * An answer that the load balancer writes itself. The status is documented, the page is not: AWS serves a short HTML
 * page of this form. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function page(status: number, headers: readonly HeaderField[] = []): HttpResponse {
  const title = `${status} ${reasons[status] ?? 'Error'}`;
  const html = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return balancerAnswer(status, 'text/html', html, headers);
}

/** An answer with a body of our choice and the headers a load balancer adds. */
export function balancerAnswer(
  status: number,
  contentType: string | undefined,
  body: string,
  headers: readonly HeaderField[] = [],
): HttpResponse {
  const bytes = toBytes(body);
  return {
    status,
    headers: [
      ['Server', 'awselb/2.0'],
      ...(contentType === undefined ? [] : [['Content-Type', contentType] as const]),
      ['Content-Length', String(bytes.length)],
      ...headers,
    ],
    body: bytes,
  };
}
