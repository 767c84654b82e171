/** OpenCC's table of traditional characters, of which the package has no types. */
declare module 'opencc-js/dict/TSCharacters' {
  const table: string
  export default table
}
