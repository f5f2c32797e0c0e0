//! Prints the web client's copy of the schema.

fn main() {
    print!("{}", board::schema::typescript());
}
