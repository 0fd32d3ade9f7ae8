/** Times as HTTP and access logs write them. Both functions remember their last answer: many hops ask in one instant. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7). */
export const httpDate = remembered((milliseconds) => new Date(milliseconds).toUTCString());

/** `dd/MMM/yyyy:HH:mm:ss +0000`, the form of `$context.requestTime`. */
export const logTime = remembered((milliseconds) => {
  const time = new Date(milliseconds);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${two(time.getUTCDate())}/${months[time.getUTCMonth()] ?? ''}/${time.getUTCFullYear()}`;
  return `${day}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
});

/** Both forms end at the second. */
function remembered(format: (milliseconds: number) => string): (milliseconds: number) => string {
  let last = NaN;
  let text = '';
  return (milliseconds) => {
    const second = Math.floor(milliseconds / 1000);
    if (last !== second) {
      last = second;
      text = format(milliseconds);
    }
    return text;
  };
}
