/**
 * True for the ports that API Gateway calls in HTTP integrations, private ones included: 80, 443 and 1024 to 65535.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
 */
export function isCallablePort(port: number): boolean {
  return port === 80 || port === 443 || (port >= 1024 && port <= 65535);
}
