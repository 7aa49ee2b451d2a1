/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-recipe"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "np-recipe.h"

G_DEFINE_BOXED_TYPE (NpRecipe, np_recipe, np_recipe_copy, np_recipe_free)

/* As a project file spells the jobs, by NpJob. */
static const char *const job_names[] = { "reconfigure", "provision" };

NpRecipe *
np_recipe_new (NpJob job, const NpPlatform *platform)
{
  NpRecipe *self = g_new0 (NpRecipe, 1);

  self->job = job;
  self->platform = platform;
  self->factory_data_address = platform != NULL ? np_platform_get_factory_data_range (platform)->start : 0;
  return self;
}

NpRecipe *
np_recipe_copy (const NpRecipe *self)
{
  NpRecipe *copy = g_new0 (NpRecipe, 1);

  g_return_val_if_fail (self != NULL, NULL);

  *copy = *self;
  copy->loader = g_strdup (self->loader);
  copy->file = self->file != NULL ? json_object_ref (self->file) : NULL;
  return copy;
}

void
np_recipe_free (NpRecipe *self)
{
  if (self == NULL)
    return;
  g_free (self->loader);
  g_clear_pointer (&self->file, json_object_unref);
  g_free (self);
}

gboolean
np_recipe_parse_address (const char *text, guint32 *address, GError **error)
{
  const char *digits = text;
  guint64 value;

  g_return_val_if_fail (text != NULL && address != NULL, FALSE);

  if (g_str_has_prefix (digits, "0x") || g_str_has_prefix (digits, "0X"))
    digits += 2;
  if (*digits == '\0' || strspn (digits, "0123456789abcdefABCDEF") != strlen (digits))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is not an address: it must be hexadecimal, such as 0x081EC000."), text);
      return FALSE;
    }
  if (!g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT32, &value, NULL))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                   _("The address %s has more than 32 bits: eight hexadecimal digits are the most. Check it for a digit too many."), text);
      return FALSE;
    }
  *address = value;
  return TRUE;
}

/* The text of a member; NULL with no error when it is absent. */
static gboolean
recipe_get_text (JsonObject *object, const char *name, const char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *text = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” of the recipe must be a text."), name);
      return FALSE;
    }
  *text = json_node_get_string (node);
  return TRUE;
}

static gboolean
recipe_parse_job (NpRecipe *self, const char *text, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (job_names); i++)
    if (g_strcmp0 (text, job_names[i]) == 0)
      {
        self->job = i;
        return TRUE;
      }
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The recipe's job is “%s”; it must be “reconfigure” or “provision”."),
               text != NULL ? text : "");
  return FALSE;
}

static gboolean
recipe_parse_platform (NpRecipe *self, const char *text, GError **error)
{
  if (text == NULL)
    return TRUE;
  self->platform = np_platform_find (text);
  if (self->platform != NULL)
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The recipe's platform “%s” is not one that this version knows."), text);
  return FALSE;
}

NpRecipe *
np_recipe_parse (JsonObject *object, GError **error)
{
  g_autoptr(NpRecipe) self = np_recipe_new (NP_JOB_RECONFIGURE, NULL);
  const char *job, *platform, *address, *loader;

  g_return_val_if_fail (object != NULL, NULL);

  if (!recipe_get_text (object, "job", &job, error) || !recipe_parse_job (self, job, error) ||
      !recipe_get_text (object, "platform", &platform, error) || !recipe_parse_platform (self, platform, error) ||
      !recipe_get_text (object, "factoryDataAddress", &address, error) || !recipe_get_text (object, "loader", &loader, error))
    return NULL;
  if (address != NULL && !np_recipe_parse_address (address, &self->factory_data_address, error))
    return NULL;
  if (address == NULL && self->platform != NULL)
    self->factory_data_address = np_platform_get_factory_data_range (self->platform)->start;
  self->loader = g_strdup (loader);
  self->file = json_object_ref (object);
  return g_steal_pointer (&self);
}

/* A copy of the members, so that what was loaded is never changed. */
static JsonObject *
object_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return copy;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, json_node_copy (node));
  return copy;
}

JsonObject *
np_recipe_to_json (const NpRecipe *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = object_copy (self->file);
  json_object_set_string_member (object, "job", job_names[self->job]);
  if (self->platform != NULL)
    json_object_set_string_member (object, "platform", np_platform_get_id (self->platform));
  if (self->factory_data_address != 0)
    {
      g_autofree char *address = g_strdup_printf ("0x%08X", self->factory_data_address);

      json_object_set_string_member (object, "factoryDataAddress", address);
    }
  if (self->loader != NULL)
    json_object_set_string_member (object, "loader", self->loader);
  else if (json_object_has_member (object, "loader"))
    json_object_remove_member (object, "loader");
  return object;
}

char *
np_recipe_dup_loader (const NpRecipe *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->platform == NULL || np_memory_range_contains (np_platform_get_flash (self->platform), self->factory_data_address, 1))
    return NULL;
  return g_strdup (self->loader != NULL ? self->loader : np_platform_get_factory_data_loader (self->platform));
}
