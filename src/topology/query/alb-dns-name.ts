/**
 * The parameter by which a conversion asks for the DNS name of an ALB that another template declares. Where the name
 * is taken, a number follows.
 */
export const albDnsNameParameter = 'AlbDnsName';
