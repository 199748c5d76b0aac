#ifndef CCPLAN_CLIBYAML_SHIM_H
#define CCPLAN_CLIBYAML_SHIM_H

#include <yaml.h>

#endif
