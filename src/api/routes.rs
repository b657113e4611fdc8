//! Every address of the API, one line each.

use actix_web::middleware::from_fn;
use actix_web::web;

use super::users;
use crate::edge::addresses;
use crate::edge::at::at;
use crate::edge::error::Failure;

/// The API under both of its bases.
pub fn routes(config: &mut web::ServiceConfig) {
    for base in ["/api/v2", "/v2"] {
        let scope = web::scope(base).configure(v2);
        config.service(
            scope
                .default_service(web::to(not_found))
                .wrap(from_fn(addresses::admit)),
        );
    }
}

fn v2(config: &mut web::ServiceConfig) {
    config
        .service(at("/users").get(users::list))
        .service(at("/users/{id}").get(users::show));
}

async fn not_found() -> Result<&'static str, Failure> {
    Err(Failure::NotFound)
}
