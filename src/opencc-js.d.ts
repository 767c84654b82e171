/** OpenCC's tables, of which the package has no types: "character others|…". */
declare module 'opencc-js/dict/*' {
  const table: string
  export default table
}
