"""Values of custom fields: what Kommo's shapes mean, and what is sent to change them. Pure: values in, values out."""
