//! The tree as text: what [`super::parse`] reads back to the same tree.

use std::sync::Arc;

use model::filter::{Filter, Literal, Operand, Predicate, Test};
use model::{FieldId, FieldType, Object, format_ms};

use super::ObjectsByName;

/// Writes `filter` as text. Fields that `object` no longer has are written as `?`.
#[must_use]
pub fn print(filter: &Filter, object: &Arc<Object>, objects: ObjectsByName<'_>) -> String {
    let mut out = String::new();
    write_filter(&mut out, filter, object, objects);
    out
}

/// Name of an operand, with the relations before it.
#[must_use]
pub fn print_operand(relations: &[FieldId], operand: &Operand, object: &Arc<Object>, objects: ObjectsByName<'_>) -> String {
    let mut out = String::new();
    let mut object = Some(Arc::clone(object));
    for relation in relations {
        let field = object.as_deref().and_then(|object| object.field_by_id(*relation));
        out.push_str(field.map_or("?", |field| field.name.as_str()));
        out.push('.');
        object = match field.map(|field| &field.field_type) {
            Some(FieldType::Reference { to }) => objects(to),
            _ => None,
        };
    }
    match operand {
        Operand::Id => out.push_str("id"),
        Operand::Version => out.push_str("version"),
        Operand::UpdatedAt => out.push_str("updated_at"),
        Operand::CreatedAt(_) => out.push_str("created_at"),
        Operand::Field(field, member) => {
            let field = object.as_deref().and_then(|object| object.field_by_id(*field));
            out.push_str(field.map_or("?", |field| field.name.as_str()));
            if let Some(member) = member {
                out.push('.');
                out.push_str(member);
            }
        }
    }
    out
}

fn write_filter(out: &mut String, filter: &Filter, object: &Arc<Object>, objects: ObjectsByName<'_>) {
    match filter {
        Filter::And(parts) => write_parts(out, parts, " AND ", object, objects),
        Filter::Or(parts) => write_parts(out, parts, " OR ", object, objects),
        Filter::Not(inner) => {
            out.push_str("NOT ");
            write_bracketed(out, inner, object, objects);
        }
        Filter::Predicate(predicate) => write_predicate(out, predicate, object, objects),
    }
}

fn write_parts(out: &mut String, parts: &[Filter], between: &str, object: &Arc<Object>, objects: ObjectsByName<'_>) {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        write_bracketed(out, part, object, objects);
    }
}

fn write_bracketed(out: &mut String, filter: &Filter, object: &Arc<Object>, objects: ObjectsByName<'_>) {
    if matches!(filter, Filter::And(_) | Filter::Or(_)) {
        out.push('(');
        write_filter(out, filter, object, objects);
        out.push(')');
    } else {
        write_filter(out, filter, object, objects);
    }
}

fn write_predicate(out: &mut String, predicate: &Predicate, object: &Arc<Object>, objects: ObjectsByName<'_>) {
    out.push_str(&print_operand(&predicate.relations, &predicate.operand, object, objects));
    let moment = predicate.operand == Operand::UpdatedAt;
    let mut compare = |operator: &str, literal: &Literal| {
        out.push_str(operator);
        write_literal(out, literal, moment);
    };
    match &predicate.test {
        Test::Equal(literal) => compare(" = ", literal),
        Test::NotEqual(literal) => compare(" != ", literal),
        Test::Less(literal) => compare(" < ", literal),
        Test::LessOrEqual(literal) => compare(" <= ", literal),
        Test::Greater(literal) => compare(" > ", literal),
        Test::GreaterOrEqual(literal) => compare(" >= ", literal),
        Test::Has(literal) => compare(":", literal),
        Test::Contains(text) => compare(" ~ ", &Literal::Text(text.clone())),
        Test::StartsWith(text) => compare(" ^ ", &Literal::Text(text.clone())),
        Test::In(literals) => write_list(out, " IN (", literals, moment),
        Test::NotIn(literals) => write_list(out, " NOT IN (", literals, moment),
        Test::IsNull => out.push_str(" IS NULL"),
        Test::IsNotNull => out.push_str(" IS NOT NULL"),
    }
}

fn write_list(out: &mut String, open: &str, literals: &[Literal], moment: bool) {
    out.push_str(open);
    for (at, literal) in literals.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write_literal(out, literal, moment);
    }
    out.push(')');
}

fn write_literal(out: &mut String, literal: &Literal, moment: bool) {
    match literal {
        Literal::Integer(ms) if moment => {
            out.push('"');
            out.push_str(&format_ms(*ms));
            out.push('"');
        }
        Literal::Integer(value) => out.push_str(&value.to_string()),
        Literal::Decimal(value) => out.push_str(value),
        Literal::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
        Literal::Text(text) => {
            out.push('"');
            for character in text.chars() {
                match character {
                    '"' => out.push_str("\\\""),
                    '\\' => out.push_str("\\\\"),
                    other => out.push(other),
                }
            }
            out.push('"');
        }
    }
}
