//! An address with the methods it answers.

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::http::Method;
use actix_web::{FromRequest, Handler, Resource, Responder, guard, web};

use super::error::Failure;

/// An address with the methods it answers; every other method is 405 with `Allow` (S48).
pub struct At {
    resource: Resource,
    methods: Vec<Method>,
}

/// An address that answers nothing yet.
pub fn at(path: &str) -> At {
    At {
        resource: web::resource(path),
        methods: Vec::new(),
    }
}

impl At {
    /// Answers GET, and HEAD with the same headers.
    pub fn get<F, Args>(mut self, handler: F) -> At
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let reads = guard::Any(guard::Get()).or(guard::Head());
        self.methods.extend([Method::GET, Method::HEAD]);
        At {
            resource: self.resource.route(web::route().guard(reads).to(handler)),
            ..self
        }
    }

    /// Answers POST.
    pub fn post<F, Args>(mut self, handler: F) -> At
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.methods.push(Method::POST);
        At {
            resource: self.resource.route(web::post().to(handler)),
            ..self
        }
    }
}

impl HttpServiceFactory for At {
    fn register(self, config: &mut AppService) {
        let methods = self.methods;
        let wrong = move || {
            let methods = methods.clone();
            async move { Err::<&'static str, Failure>(Failure::WrongMethod(methods)) }
        };
        self.resource
            .default_service(web::to(wrong))
            .register(config);
    }
}
